/** What keeps trouble with one part from becoming trouble with all: breakers, retry budgets, slow start. */
package souk.shared.resilience;
