/** Products as files, in the formats that importing takes. */
package souk.products.exporting;
