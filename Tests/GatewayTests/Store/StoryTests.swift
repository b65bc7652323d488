import ProviderKit
import Testing

@testable import Gateway

/// Events, evidence, accounts and modules' values.
@Suite struct StoreStoryTests {
    @Test(arguments: StoreKind.allCases)
    func aStoryTellsAllInOrder(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        try await store.settle(payment.key, .paid())
        let story = try await store.story(of: payment.key)
        #expect(story.isWhole)
        let kinds: [LedgerEvent.Kind] = [.opened, .sessionOpened, .stateChanged, .claimed, .snapshot, .stateChanged]
        #expect(story.events.map(\.kind) == kinds)
        #expect(story.events.first?.facts == ["amount": "12000 KRW", "flow": "synchronous", "instance": "mock"])
        await #expect(throws: StoreError.noSuchPayment) { try await store.story(of: .new()) }
    }

    @Test(arguments: StoreKind.allCases)
    func theEvidenceKeptLastComesBack(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        #expect(try await store.evidence(of: payment.key).isEmpty)

        let brought: [Evidence] = [.notified, .returned("a=%FF\u{0}"), .inquiry]
        for (turn, evidence) in brought.enumerated() {
            try await store.change(payment.key) { record in
                _ = record.claim(evidence, approving: false, by: "pg", at: .after(100 * turn), lease: .seconds(30))
            }
        }
        guard case .returned(let message, via: .success) = try await store.evidence(of: payment.key).last else {
            throw Unexpected()
        }
        #expect(message.body == Array("a=%FF\u{0}".utf8))
        #expect(message.query == "a=1")
        #expect(message.method == "POST")
    }

    /// First what the approval was begun with, then what came last; the same one only once.
    @Test(arguments: StoreKind.allCases)
    func anApprovalsEvidenceComesFirst(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let payment = try await store.openAttempt()
        let pieces = [("looked at", false), ("begun", true), ("2", false), ("3", false), ("3", false)]
        var bodies: [[String]] = []
        for (text, begins) in pieces {
            try await store.change(payment.key) { $0.keep(.returned(text), beginning: begins) }
            bodies.append(try await texts(of: payment.key, in: store))
        }
        #expect(bodies == [["looked at"], ["begun"], ["begun", "2"], ["begun", "3"], ["begun", "3"]])
        for text in ["3", "begun", "begun"] {
            try await store.change(payment.key) { $0.keep(.returned(text), beginning: true) }
            #expect(try await texts(of: payment.key, in: store) == [text])
        }
    }

    private func texts(of key: PaymentKey, in store: any PaymentStore) async throws -> [String] {
        try await store.evidence(of: key).map { evidence in
            guard case .returned(let message, via: _) = evidence else { throw Unexpected() }
            return String(decoding: message.body, as: UTF8.self)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func accountsAreRememberedOnceAndWhole(_ kind: StoreKind) async throws {
        let store = try kind.open()
        func account(_ secrets: [String]) -> ProviderAccount {
            ProviderAccount(
                instance: "mock",
                reference: "shop-a",
                environment: .test,
                fields: ["merchant": [Secret("m1")], "key": secrets.map(Secret.init)],
                settings: ["rate": .number("0.020"), "tags": .list([.string("a"), .object(["b": .bool(true)])])]
            )
        }
        for secrets in [["old"], ["new", "old"], ["old"], ["new", "old"]] {
            try await store.remember(account(secrets), module: "mock", at: .start)
        }
        let known = try await store.rememberedAccounts(instance: "mock", reference: "shop-a")
        #expect(known.map { $0.all("key").map(\.exposed) } == [["new", "old"], ["old"]])
        #expect(known.first?.settings == account([]).settings)
        #expect(known.first?.environment == .test)
        #expect(try await store.rememberedAccounts(instance: "mock", reference: "shop-b").isEmpty)
        #expect(try await store.newestReference(instance: "mock") == "shop-a")
        #expect(try await store.newestReference(instance: "other") == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func anAccountRememberedByManyAtOnceIsKeptOnce(_ kind: StoreKind) async throws {
        let store = try kind.open()
        let account = ProviderAccount(
            instance: "mock",
            reference: "shop-a",
            environment: .live,
            fields: ["key": [Secret("k")]]
        )
        try await withThrowingDiscardingTaskGroup { group in
            for _ in 0..<8 { group.addTask { try await store.remember(account, module: "mock", at: .start) } }
        }
        #expect(try await store.rememberedAccounts(instance: "mock", reference: "shop-a").count == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func aStoreThatWorksAnswersAPing(_ kind: StoreKind) async throws {
        try await kind.open().ping()
    }
}
