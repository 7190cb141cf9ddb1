/** The secrets that the services of a running bundle share: a token, and files for TLS. */
package io.github.nanoservice.secret;
