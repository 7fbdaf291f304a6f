/**
 * What every page shares: layout, assets, security headers, formats, charts. Start with {@link
 * UiPage}.
 */
@NullMarked
package io.m1bridge.ui.page;

import org.jspecify.annotations.NullMarked;
