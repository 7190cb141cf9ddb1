/** SHA-256 of bytes and of structured values. */
package io.github.nanoservice.digest;
