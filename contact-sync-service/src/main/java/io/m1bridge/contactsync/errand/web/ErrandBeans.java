package io.m1bridge.contactsync.errand.web;

import io.m1bridge.contactsync.consent.SuppressionPolicy;
import io.m1bridge.contactsync.errand.Errands;
import io.m1bridge.contactsync.source.Sources;
import io.m1bridge.contactsync.task.TaskSettings;
import io.m1bridge.owner.web.Replicas;
import io.m1bridge.owner.web.Stores;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Puts together what people ask of M1. */
@Singleton
class ErrandBeans {

  @Produces
  @Singleton
  Errands errands(Clock clock) {
    return new Errands(clock);
  }

  @Produces
  @Singleton
  AtM1 atM1(Errands errands, TaskSettings settings) {
    return new AtM1(new WaitingAsker(errands, settings.callTimeout()));
  }

  @Produces
  @Singleton
  Views views(Sources sources, Stores stores, Replicas replicas, TaskSettings settings) {
    return new Views(new StoredPropertyUse(sources, stores, replicas), settings.fieldOwners());
  }

  @Produces
  @Singleton
  Changes changes(
      Sources sources, Stores stores, Replicas replicas, TaskSettings settings, Clock clock) {
    Optional<String> doNotMail =
        settings.suppressions() == SuppressionPolicy.DO_NOT_MAIL_GROUP
            ? Optional.of(settings.doNotMailGroup())
            : Optional.empty();
    return new Changes(new StoredPropertyUse(sources, stores, replicas), doNotMail, clock);
  }
}
