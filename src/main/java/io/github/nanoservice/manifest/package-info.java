/** The manifest of a bundle, {@code nanoservices.json}: its services, functions and files. */
package io.github.nanoservice.manifest;
