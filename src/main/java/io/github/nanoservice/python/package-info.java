/** Text to tokens to module: the parser. It knows nothing of services, files or Maven. */
package io.github.nanoservice.python;
