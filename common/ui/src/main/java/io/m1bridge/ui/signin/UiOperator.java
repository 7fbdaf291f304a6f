package io.m1bridge.ui.signin;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Only people who signed in and may act, not only look, get an answer from this resource. Says
 * nothing of who signed in: outside of protected paths it stands beside {@link UiProtected}.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface UiOperator {}
