package io.m1bridge.owner.web;

import io.m1bridge.m1.AccountId;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Has questions that are {@link AnsweredByOwner} answered by the owner. It looks for {@link
 * Replicas} at the first question: filters are made while the application is built, before there is
 * any configuration.
 */
@Provider
@AnsweredByOwner
@Priority(Priorities.USER)
class OwnerFilter implements ContainerRequestFilter {

  private final Instance<Replicas> replicas;

  @Inject
  OwnerFilter(Instance<Replicas> replicas) {
    this.replicas = replicas;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String account = account(request.getUriInfo());
    if (account != null && AccountId.isValid(account)) {
      replicas.get().answer(account, Question.of(request)).ifPresent(request::abortWith);
    }
  }

  private static @Nullable String account(UriInfo uri) {
    String id = uri.getPathParameters().getFirst("id");
    return id == null ? uri.getPathParameters().getFirst("account") : id;
  }
}
