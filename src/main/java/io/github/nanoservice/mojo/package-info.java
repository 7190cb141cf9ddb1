/** Goals: parameters to an immutable request, to the core, to a message. */
package io.github.nanoservice.mojo;
