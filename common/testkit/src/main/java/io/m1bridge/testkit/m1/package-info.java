/**
 * A fake M1 for tests of whoever calls the port ({@link io.m1bridge.testkit.m1.FakeM1}), and the
 * contract that it and the HTTP adapter are held to ({@link
 * io.m1bridge.testkit.m1.M1PortContract}). For M1's open questions (merge rules, failure forms,
 * limits) use the simulator: the fake has one plain answer to each.
 */
@NullMarked
package io.m1bridge.testkit.m1;

import org.jspecify.annotations.NullMarked;
