package io.m1bridge.m1.wire;

import io.m1bridge.m1.M1Call;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All calls of M1; a test holds that none is missing. */
final class Endpoints {

  private static final Map<Class<?>, Endpoint<?, ?>> BY_CALL =
      Stream.of(ContactEndpoints.ALL, GroupEndpoints.ALL, PropertyEndpoints.ALL, EdmEndpoints.ALL)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(Endpoint::type, endpoint -> endpoint));

  private Endpoints() {}

  static Collection<Endpoint<?, ?>> all() {
    return BY_CALL.values();
  }

  @SuppressWarnings("unchecked") // An endpoint is registered under the class that it is for.
  static <T> Endpoint<M1Call<T>, T> of(M1Call<T> call) {
    Endpoint<?, ?> endpoint = BY_CALL.get(call.getClass());
    if (endpoint == null) {
      throw new IllegalStateException("No endpoint for " + call.getClass());
    }
    return (Endpoint<M1Call<T>, T>) endpoint;
  }
}
