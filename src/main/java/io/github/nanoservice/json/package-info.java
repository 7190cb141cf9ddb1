/** JSON text: strict reading, typed access and reproducible writing, on top of Gson. */
package io.github.nanoservice.json;
