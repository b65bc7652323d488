import Synchronization

/// All orders since the mall was opened. They are gone when the process ends.
final class OrderBook: Sendable {
    private let orders = Mutex<[String: Order]>([:])

    func add(_ order: Order) {
        orders.withLock { $0[order.id] = order }
    }

    func find(_ id: String) -> Order? {
        orders.withLock { $0[id] }
    }

    /// Newest first.
    func all() -> [Order] {
        orders.withLock { Array($0.values) }.sorted { $0.id > $1.id }
    }

    /// Changes an order. Nothing happens when there is none of that id.
    func change(_ id: String, _ change: (inout Order) -> Void) {
        update(id, change)
    }

    /// Changes an order and hands on what the change returns.
    @discardableResult
    func update<Value>(_ id: String, _ change: (inout Order) -> Value) -> Value? {
        var value: Value?
        orders.withLock { orders in
            guard var order = orders[id] else { return }
            value = change(&order)
            orders[id] = order
        }
        return value
    }
}
