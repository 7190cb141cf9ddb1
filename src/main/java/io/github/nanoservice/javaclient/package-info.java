/** Generates a typed Java client of functions, as source files in memory. */
package io.github.nanoservice.javaclient;
