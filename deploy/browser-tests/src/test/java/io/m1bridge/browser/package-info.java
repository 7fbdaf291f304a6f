/** The pages in a real browser, over real processes. */
package io.m1bridge.browser;
