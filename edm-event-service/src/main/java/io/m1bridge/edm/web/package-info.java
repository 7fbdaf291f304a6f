/**
 * What people and scripts see of this process: status, campaigns, page. Local to the process: with
 * several replicas each shows the accounts that it owns.
 */
@NullMarked
package io.m1bridge.edm.web;

import org.jspecify.annotations.NullMarked;
