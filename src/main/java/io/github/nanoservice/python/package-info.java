/** Text to tokens to module: the decomposer. It knows nothing of services, files or Maven. */
package io.github.nanoservice.python;
