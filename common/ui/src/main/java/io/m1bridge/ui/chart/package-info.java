/** Numbers over time, as pictures. Start with {@link Chart}. */
@NullMarked
package io.m1bridge.ui.chart;

import org.jspecify.annotations.NullMarked;
