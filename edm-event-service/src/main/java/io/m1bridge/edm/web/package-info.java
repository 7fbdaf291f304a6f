/**
 * What people and scripts see and steer: status, campaigns, commands, pages. Any replica answers
 * for all accounts; status alone is of the process that is asked.
 */
@NullMarked
package io.m1bridge.edm.web;

import org.jspecify.annotations.NullMarked;
