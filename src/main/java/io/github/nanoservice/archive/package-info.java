/** Zip archives: reproducible ones to publish, and those of others, which are input. */
package io.github.nanoservice.archive;
