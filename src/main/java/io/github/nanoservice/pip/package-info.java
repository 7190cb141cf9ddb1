/** The package indexes that pip asks, with the credentials for them. */
package io.github.nanoservice.pip;
