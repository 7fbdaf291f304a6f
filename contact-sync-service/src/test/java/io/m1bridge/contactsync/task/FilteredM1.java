package io.m1bridge.contactsync.task;

import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.ContactField;
import io.m1bridge.m1.M1Call;
import io.m1bridge.m1.M1Outcome;
import io.m1bridge.m1.M1Port;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Another M1 behind a filter that may answer, throw, or let a call pass. */
final class FilteredM1 implements M1Port {

  private final M1Port next;
  volatile Function<M1Call<?>, Optional<M1Outcome<?>>> filter = call -> Optional.empty();
  volatile Function<M1Outcome<?>, M1Outcome<?>> answers = outcome -> outcome;
  volatile int calls;

  FilteredM1(M1Port next) {
    this.next = next;
  }

  @Override
  @SuppressWarnings("unchecked") // whoever filters says what fits the call
  public <T> CompletionStage<M1Outcome<T>> send(
      AccountId account, AccessToken token, M1Call<T> call) {
    calls++;
    Optional<M1Outcome<?>> answer = filter.apply(call);
    return answer.isPresent()
        ? CompletableFuture.completedFuture((M1Outcome<T>) answer.get())
        : next.send(account, token, call)
            .thenApply(outcome -> (M1Outcome<T>) answers.apply(outcome));
  }

  /** Whether a call names the address. */
  static boolean carries(M1Call<?> call, String email) {
    if (call instanceof M1Call.AddContacts add) {
      return add.contacts().stream()
          .anyMatch(contact -> contact.get(ContactField.EMAIL).equals(Optional.of(email)));
    }
    return call instanceof M1Call.EditContacts edit
        && edit.rows().stream().anyMatch(row -> row.get(0).equals(email));
  }
}
