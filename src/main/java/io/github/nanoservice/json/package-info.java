/** Values to JSON text, for whatever is written for machines and people to read. */
package io.github.nanoservice.json;
