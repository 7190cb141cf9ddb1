/** Files that others may have written, and files that replace whatever has their name. */
package io.github.nanoservice.files;
