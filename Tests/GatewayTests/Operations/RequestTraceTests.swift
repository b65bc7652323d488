import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// A line of the log can be traced to the request that caused it, also where the work outlives the request.
@Suite(.timeLimit(.minutes(1)))
struct RequestTraceTests {
    @Test func whatARequestLeadsToTellsItsId() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", "serverError", count: 1000, delay: 1)
            _ = try await visitor.cafe24().cancel(purchase.part("4000"))
            await fixture.core.undertakings.idle()
            #expect(lines(fixture).count > 1)
            #expect(lines(fixture).allSatisfy { $0.contains(RequestTrace.name) }, "all by the request")
        }
    }

    @Test func whatNobodyAskedForTellsNone() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            let purchase = try await visitor.purchase()
            try await visitor.fault("cancel", "serverError", count: 1000, delay: 1)
            _ = try await visitor.cafe24().cancel(purchase.asynchronously("4000"))
            await fixture.core.reconciler.reconcile()
            #expect(lines(fixture).count == 1)
            #expect(lines(fixture).allSatisfy { !$0.contains(RequestTrace.name) })
        }
    }

    private func lines(_ fixture: GatewayFixture) -> [Substring] {
        fixture.log.text.split(separator: "\n").filter { $0.contains("a cancellation has no clear answer") }
    }
}
