package io.m1bridge.edm.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.ContactEngagement;
import io.m1bridge.contracts.Suppression;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a recipient.
 *
 * @param engagement what they did, as on {@code edm.contact-engagement}
 * @param suppression why not to mail them, as on {@code edm.suppressions}; null if they may be
 *     mailed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecipientView(ContactEngagement engagement, @Nullable Suppression suppression) {

  /** Names the account only: an address is personal data. */
  @Override
  public String toString() {
    return "RecipientView[" + engagement.account() + "]";
  }
}
