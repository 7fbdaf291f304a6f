/** The Helm chart, rendered and looked at without a cluster. */
package io.m1bridge.helm;
