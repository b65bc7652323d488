import Cafe24Sandbox
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Gateway

/// What each listener serves, and what it does not.
struct ListenerTests {
    @Test(arguments: ["/providers/nobody/pay/x", "/providers/nobody/", "/providers/scripted/pay/x", "/providers/mock/"])
    func aPageOfNobodyIsNotFound(path: String) async throws {
        try await GatewayFixture().serving { visitor in
            for listener in [visitor.front, visitor.back] {
                let answer = try await listener.execute(uri: path, method: .get)
                #expect(answer.status == .notFound)
            }
        }
    }

    @Test func operatorsPagesAreNotPublicAndBuyersPagesNotForOperators() async throws {
        try await GatewayFixture().serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            let page = Visitor.local(try #require(opened.paymentURL))
            #expect(try await visitor.get(page).status == .ok)
            #expect(try await visitor.back.execute(uri: page, method: .get).status == .notFound)
            #expect(try await visitor.get("/providers/mock/ledger").status == .notFound)
            let fault = #"{"verb":"verify","fault":"hang"}"#
            let headers: HTTPFields = [.contentType: "application/json"]
            #expect(try await visitor.post("/providers/mock/faults", form: fault, headers: headers).status == .notFound)
            #expect(try await visitor.back.execute(uri: CheckoutRequestTests.path, method: .post).status == .notFound)
        }
    }

    @Test func pagesCannotBeFramedSniffedOrFollowedHome() async throws {
        try await GatewayFixture().serving { visitor in
            let opened = try await visitor.cafe24().openCheckout(.sample())
            let mock = try await visitor.get(try #require(opened.paymentURL))
            let trouble = try await visitor.get("\(ReturnTests.callback)?key=x")
            for answer in [mock, trouble] {
                #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
                #expect(answer.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
                #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
                #expect(answer.headers[.referrerPolicy] == "no-referrer")
                #expect(answer.headers[.cacheControl] == "no-store")
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
            }
        }
    }

    @Test func bothListenersTellTheirHealth() async throws {
        try await GatewayFixture().serving { visitor in
            for listener in [visitor.front, visitor.back] {
                for path in ["/health/live", "/health/ready"] {
                    let answer = try await listener.execute(uri: path, method: .get)
                    #expect(answer.status == .ok)
                    #expect(answer.headers[.contentType]?.hasPrefix("application/json") == true)
                }
            }
        }
    }

    /// Load balancers ask so.
    @Test(arguments: ["/health/live", "/health/ready", "/api/external-checkout/script"])
    func headIsAnsweredLikeGetWithoutTheBody(path: String) async throws {
        try await GatewayFixture().serving { visitor in
            let get = try await visitor.get(path)
            let head = try await visitor.front.execute(uri: path, method: .head)
            #expect(head.status == .ok && get.status == .ok)
            #expect(head.text.isEmpty && !get.text.isEmpty)
            #expect(head.headers[.contentType] == get.headers[.contentType])
            #expect(head.headers[.contentLength] == "\(get.body.readableBytes)")
        }
    }

    /// Mail programs and chats look at an address before they show it.
    @Test func aModulesPageIsThereForHead() async throws {
        try await GatewayFixture().serving { visitor in
            let page = Visitor.local(try #require(try await visitor.cafe24().openCheckout(.sample()).paymentURL))
            let get = try await visitor.get(page)
            let head = try await visitor.front.execute(uri: page, method: .head)
            #expect(head.status == .ok && head.text.isEmpty)
            #expect(head.headers[.contentLength] == "\(get.body.readableBytes)")
            let ledger = try await visitor.back.execute(uri: "/providers/mock/ledger", method: .head)
            #expect(ledger.status == .ok && ledger.text.isEmpty)
            #expect(try await visitor.front.execute(uri: "/providers/mock/ledger", method: .head).status == .notFound)
        }
    }

    @Test func aRequestThatNoModuleCouldReadIsRefusedInTheWordsOfItsListener() async throws {
        try await GatewayFixture().serving { visitor in
            let body = ByteBuffer(repeating: UInt8(ascii: "a"), count: GatewayContext.longestBody + 1)
            let page = try await visitor.front.execute(
                uri: "/providers/mock/pay/x",
                method: .post,
                headers: [.acceptLanguage: "ko"],
                body: body
            )
            #expect(page.status == .contentTooLarge && page.text.contains("주소가 올바르지 않습니다"))
            #expect(page.headers[.contentType]?.hasPrefix("text/html") == true)
            let answer = try await visitor.back.execute(uri: "/providers/mock/faults", method: .post, body: body)
            #expect(answer.status == .contentTooLarge && answer.text.contains("the body is larger than 256 KiB"))
            #expect(answer.headers[.contentType]?.hasPrefix("application/json") == true)
        }
    }

    @Test(arguments: ["/health/nothing", "/api/external-checkout/script/data"])
    func headIsForThoseRoutesOnly(path: String) async throws {
        try await GatewayFixture().serving { visitor in
            let answer = try await visitor.front.execute(uri: path, method: .head)
            #expect(answer.status == .notFound)
        }
    }

    @Test(arguments: ["/api/nothing", "/api/synchronous-checkout", "/api/synchronous-checkout/checkout/x"])
    func aRouteThatIsNotThereAnswersJSONBelowAPI(path: String) async throws {
        try await GatewayFixture().serving { visitor in
            let answer = try await visitor.post(path)
            #expect(answer.status == .notFound)
            #expect(answer.text.contains(#""result_code":"9999""#))
        }
    }

    @Test func anythingElseThatIsNotThereAnswersAPageInTheBuyersLanguage() async throws {
        try await GatewayFixture().serving { visitor in
            let answer = try await visitor.get("/nothing", headers: [.acceptLanguage: "ja"])
            #expect(answer.status == .notFound)
            #expect(answer.text.contains("ページが見つかりません"))
        }
    }

    @Test func aVerbThatARouteDoesNotTakeIsRefused() async throws {
        try await GatewayFixture().serving { visitor in
            let status = try await visitor.get(CheckoutRequestTests.path).status
            #expect(status == .notFound || status == .methodNotAllowed)
        }
    }
}
