/** The part of a generated Java client that is the same for all functions. */
package io.github.nanoservice.javaclient.support;
