/** How the nodes of the cluster are. */
package souk.auth.cluster;
