import Foundation
import ProviderKit
import Synchronization

@testable import Gateway

/// A store whose writes fail for as long as a test wants, as on a full disk.
final class FailingStore: PaymentStore {
    struct DiskFull: Error {}

    private let base: any PaymentStore
    private let isFailing = Mutex(false)

    init(_ base: any PaymentStore) {
        self.base = base
    }

    func fails(_ value: Bool) {
        isFailing.withLock { $0 = value }
    }

    private func check() throws {
        if isFailing.withLock({ $0 }) { throw DiskFull() }
    }

    func open(
        _ order: OrderID,
        at now: Timestamp,
        _ decide: @escaping @Sendable ([Payment]) -> Opening
    ) async throws -> Opening {
        try check()
        return try await base.open(order, at: now, decide)
    }

    func change<Result: Sendable>(
        _ key: PaymentKey,
        _ rule: @escaping @Sendable (inout PaymentRecord) throws -> Result
    ) async throws -> Result {
        try check()
        return try await base.change(key, rule)
    }

    func ping() async throws {
        try check()
        try await base.ping()
    }

    func remember(_ account: ProviderAccount, module: String, at now: Timestamp) async throws {
        try check()
        try await base.remember(account, module: module, at: now)
    }

    func close() async throws { try await base.close() }

    func payment(_ key: PaymentKey) async throws -> Payment? { try await base.payment(key) }
    func keys(beginningWith prefix: String, limit: Int) async throws -> [PaymentKey] {
        try await base.keys(beginningWith: prefix, limit: limit)
    }
    func notification(_ id: Int64) async throws -> OutboxEntry? { try await base.notification(id) }
    func payments(orderNumber: String) async throws -> [Payment] { try await base.payments(orderNumber: orderNumber) }
    func payment(reference: String, instance: String, account: String) async throws -> Payment? {
        try await base.payment(reference: reference, instance: instance, account: account)
    }
    func cancellations(of key: PaymentKey) async throws -> [CancellationEntry] { try await base.cancellations(of: key) }
    func story(of key: PaymentKey) async throws -> PaymentStory { try await base.story(of: key) }
    func evidence(of key: PaymentKey) async throws -> [Evidence] { try await base.evidence(of: key) }
    func dueLooks(at now: Timestamp, limit: Int) async throws -> [Payment] {
        try await base.dueLooks(at: now, limit: limit)
    }
    func dueCancellations(at now: Timestamp, limit: Int) async throws -> [(PaymentKey, CancellationEntry)] {
        try await base.dueCancellations(at: now, limit: limit)
    }
    func list(_ filter: PaymentFilter, limit: Int) async throws -> [Payment] {
        try await base.list(filter, limit: limit)
    }
    func tally(unreadBefore moment: Timestamp) async throws -> Tally { try await base.tally(unreadBefore: moment) }
    func openPayments() async throws -> [String: Int] { try await base.openPayments() }
    func refundablePayments(of instance: String) async throws -> Int {
        try await base.refundablePayments(of: instance)
    }
    func newestReference(instance: String) async throws -> String? {
        try await base.newestReference(instance: instance)
    }
    func rememberedAccounts(instance: String, reference: String) async throws -> [ProviderAccount] {
        try check()
        return try await base.rememberedAccounts(instance: instance, reference: reference)
    }
    func endLeases(at now: Timestamp) async throws { try await base.endLeases(at: now) }
    func receive(
        _ message: InboundMessage,
        about key: PaymentKey,
        deduplicationKey: String,
        at now: Timestamp,
        due: Timestamp
    ) async throws -> Int64? {
        try check()
        return try await base.receive(message, about: key, deduplicationKey: deduplicationKey, at: now, due: due)
    }
    func takeInbox(
        at now: Timestamp,
        until: Timestamp,
        notOf busyInstances: Set<String>,
        limit: Int
    ) async throws -> [InboxEntry] {
        try await base.takeInbox(at: now, until: until, notOf: busyInstances, limit: limit)
    }
    func settleInbox(_ id: Int64, again: Timestamp?) async throws { try await base.settleInbox(id, again: again) }
    func putOffInbox(_ id: Int64, until: Timestamp) async throws { try await base.putOffInbox(id, until: until) }
    func takeNotifications(
        at now: Timestamp,
        lease: Duration,
        notTo busyMalls: Set<String>,
        limit: Int
    ) async throws -> [(entry: OutboxEntry, payment: Payment)] {
        try await base.takeNotifications(at: now, lease: lease, notTo: busyMalls, limit: limit)
    }
    func recordDelivery(of entry: OutboxEntry, trouble: String?, next: Timestamp?, at now: Timestamp) async throws {
        try check()
        try await base.recordDelivery(of: entry, trouble: trouble, next: next, at: now)
    }
    func notifications(state: OutboxEntry.State?, limit: Int) async throws -> [OutboxEntry] {
        try await base.notifications(state: state, limit: limit)
    }
    func replayNotification(_ id: Int64, at now: Timestamp) async throws -> Bool {
        try await base.replayNotification(id, at: now)
    }
    func storage(of instance: String) -> any ProviderStorage { base.storage(of: instance) }

    func saveCart(
        _ cart: Cart,
        as key: CartKey,
        of sender: CartSender,
        mall: String,
        orderNumber: String,
        at now: Timestamp
    ) async throws {
        try check()
        try await base.saveCart(cart, as: key, of: sender, mall: mall, orderNumber: orderNumber, at: now)
    }
    func cart(_ key: CartKey) async throws -> KeptCart? { try await base.cart(key) }
    func latestCart(of sender: CartSender, mall: String, orderNumber: String) async throws -> KeptCart? {
        try await base.latestCart(of: sender, mall: mall, orderNumber: orderNumber)
    }
    func cart(of payment: PaymentKey) async throws -> KeptCart? { try await base.cart(of: payment) }
    func bind(_ payment: PaymentKey, to cart: CartKey) async throws {
        try check()
        try await base.bind(payment, to: cart)
    }
    func noteShown(_ total: Money, of cart: CartKey) async throws {
        try check()
        try await base.noteShown(total, of: cart)
    }
    func saveAddress(_ address: ShippingAddress, of cart: CartKey) async throws {
        try check()
        try await base.saveAddress(address, of: cart)
    }
    func notifications(of key: PaymentKey) async throws -> [OutboxEntry] { try await base.notifications(of: key) }
    func purgeCarts(sentBefore moment: Timestamp) async throws -> Int {
        try check()
        return try await base.purgeCarts(sentBefore: moment)
    }
    func token(of mall: String) async throws -> StoredToken? { try await base.token(of: mall) }
    func saveToken(_ token: AdminToken, of mall: String, replacing version: Int64?) async throws -> Bool {
        try check()
        return try await base.saveToken(token, of: mall, replacing: version)
    }
}
