/** Writes bundles to disk: only the changed files, and either all of them or none. */
package io.github.nanoservice.bundle;
