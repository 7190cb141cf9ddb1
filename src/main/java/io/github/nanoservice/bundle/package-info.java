/** Files in memory to disk: the manifest, writing only what changed, all of it or nothing. */
package io.github.nanoservice.bundle;
