package io.m1bridge.contactsync.web;

import io.m1bridge.m1.AccountId;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/** Has questions that are {@link AnsweredByOwner} answered by the owner. */
@Provider
@AnsweredByOwner
@Priority(Priorities.USER)
class OwnerFilter implements ContainerRequestFilter {

  private final Replicas replicas;

  @Inject
  OwnerFilter(Replicas replicas) {
    this.replicas = replicas;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String account = account(request.getUriInfo());
    if (account != null && AccountId.isValid(account)) {
      replicas.answer(account, request).ifPresent(request::abortWith);
    }
  }

  private static @Nullable String account(UriInfo uri) {
    String id = uri.getPathParameters().getFirst("id");
    return id == null ? uri.getPathParameters().getFirst("account") : id;
  }
}
