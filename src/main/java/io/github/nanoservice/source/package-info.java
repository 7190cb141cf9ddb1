/** The text of a source file, and places in it. */
package io.github.nanoservice.source;
