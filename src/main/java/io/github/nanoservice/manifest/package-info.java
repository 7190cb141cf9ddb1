/** What was generated, as data: {@code nanoservices.json}. */
package io.github.nanoservice.manifest;
