/** Values to JSON text and back: what is written for other programs, and what they answer. */
package io.github.nanoservice.json;
