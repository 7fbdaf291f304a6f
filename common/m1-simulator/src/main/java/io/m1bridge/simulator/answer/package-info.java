/** The form of answers: pages, totals, and what lists look like where the page leaves it open. */
@NullMarked
package io.m1bridge.simulator.answer;

import org.jspecify.annotations.NullMarked;
