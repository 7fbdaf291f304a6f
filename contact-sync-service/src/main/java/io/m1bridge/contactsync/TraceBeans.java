package io.m1bridge.contactsync;

import io.m1bridge.contactsync.trace.ChangeTraces;
import io.m1bridge.contactsync.trace.OtlpTraces;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Who is told what becomes of changes. */
@Singleton
class TraceBeans {

  @Produces
  @Singleton
  ChangeTraces traces(ContactSyncConfig config) {
    return config.tracesEndpoint().<ChangeTraces>map(OtlpTraces::to).orElse(ChangeTraces.NONE);
  }

  void close(@Disposes ChangeTraces traces) {
    if (traces instanceof OtlpTraces open) {
      open.close();
    }
  }
}
