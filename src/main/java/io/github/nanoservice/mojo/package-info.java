/**
 * The goals. Each reads its parameters into an immutable request, has a class of the package {@code
 * build} carry it out, and logs the result.
 */
package io.github.nanoservice.mojo;
