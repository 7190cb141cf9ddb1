/** Services to files in memory: the Flask servers, their Dockerfiles and the compose file. */
package io.github.nanoservice.render;
