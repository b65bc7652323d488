import ProviderKit
import Testing

@testable import Gateway

struct MallDirectoryTests {
    @Test(arguments: [
        ("demomall:1:mock", 1), ("demomall:2:acme", 2), ("demomall:1:acct7f3a", 1), ("demomall:2:a:b", 2),
        ("demomall:2:", 2), ("special", 2),
    ])
    func aPartnerIDIsLookedUpWholeAndSplitOnlyIfUnknown(partnerID: String, number: Int) throws {
        let directory = try directory(secondShopIs: partnerID == "special" ? "special" : "demomall:2:acme")
        #expect(directory.shop(partnerID: partnerID)?.number == number)
    }

    @Test func aWholeMatchWinsOverWhatItsPartsSay() throws {
        let directory = try directory(secondShopIs: "demomall:1:old")
        #expect(directory.shop(partnerID: "demomall:1:old")?.number == 2)
        #expect(directory.shop(partnerID: "demomall:1:older")?.number == 1)
    }

    @Test(arguments: [
        "", "demomall", "demomall:1", "demomall:3:x", "demomall:01:x", "other:1:x", ":1:x", "demomall:+1:x",
    ])
    func anUnknownPartnerIDIsNoShop(partnerID: String) throws {
        #expect(try directory(secondShopIs: "x").shop(partnerID: partnerID) == nil)
    }

    @Test func shopsAreInOrderAndFoundByNumber() throws {
        let directory = try directory(secondShopIs: "x")
        #expect(directory.shops.map(\.number) == [1, 2])
        #expect(directory.shop(mall: "demomall", number: 2)?.partnerID == "x")
        #expect(directory.shop(mall: "demomall", number: 3) == nil)
        #expect(directory.instance("acme")?.module == "acme-pay")
    }

    private func directory(secondShopIs id: String) throws -> MallDirectory {
        let more = #""currency": "JPY", "partnerID": "\#(id)","#
        let file = try #require(ConfigurationFixture.file(replacing: #""currency": "JPY","#, with: more))
        return MallDirectory(try ConfigurationFixture.read(file))
    }
}
