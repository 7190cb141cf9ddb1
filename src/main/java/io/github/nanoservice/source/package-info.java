/** The text of a source file, and positions in it. */
package io.github.nanoservice.source;
