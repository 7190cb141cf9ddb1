/** Names that other systems restrict: compose projects, container images and hosts. */
package io.github.nanoservice.naming;
