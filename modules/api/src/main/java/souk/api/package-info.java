/** Work of the build on the OpenAPI documents; none of it runs in a service. */
package souk.api;
