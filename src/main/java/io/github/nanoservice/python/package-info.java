/**
 * Reads a Python module from text to tokens to functions, imports and statements. Knows nothing of
 * services, files or Maven.
 */
package io.github.nanoservice.python;
