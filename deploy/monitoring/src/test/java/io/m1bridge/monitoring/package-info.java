/** Dashboards, alerts and runbooks, held to the code and to each other. */
package io.m1bridge.monitoring;
