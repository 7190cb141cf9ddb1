/** What has to be installed: imported modules to lines of {@code requirements.txt}. */
package io.github.nanoservice.requirements;
