/** What names mean: scopes, imports and attributes, across the modules of the sources. */
package io.github.nanoservice.resolve;
