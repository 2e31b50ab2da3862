/** What can be set for the whole cluster while it runs. */
package souk.auth.setting;
