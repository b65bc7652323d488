import Cafe24Sandbox
import ProviderKit
import Testing

@testable import Gateway

/// A PG that does not know the shop's account: only an operator can mend that.
struct AccountRefusalTests {
    @Test func theLogWarnsWhoseAccountItIs() async throws {
        let fixture = try GatewayFixture()
        try await fixture.serving { visitor in
            try await fixture.script().onCheckout { _ throws(ProviderError) in
                throw ProviderError(.configuration, "no such merchant")
            }
            let answer = try await visitor.cafe24().openCheckout(.scripted())
            expectRefusal(answer)
            #expect(answer.resultMessage == "the payment company does not accept the shop's account")
            let lines = fixture.log.text.split(separator: "\n")
            let warning = try #require(lines.first { $0.hasPrefix("warning the payment") })
            for fact in [#""mall": scriptmall"#, #""shop": 1"#, #""instance": scripted"#, "no such merchant"] {
                #expect(warning.contains(fact), "\(warning)")
            }
        }
    }
}
