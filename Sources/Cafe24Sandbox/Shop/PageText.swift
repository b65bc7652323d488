/// The fixed words of the shop's pages. Templates name them as `text.…`.
struct PageText: Sendable {
    let banner: String
    let buySynchronous: String
    let buyAsynchronous: String
    let viewProduct: String
    let externalIntro: String
    let noButton: String
    let productsHeading: String
    let intro: String
    let recentOrders: String
    let order: String
    let product: String
    let amount: String
    let remaining: String
    let cancellationsHeading: String
    let cancelAll: String
    let cancelPart: String
    let stepsHeading: String
    let messagesHeading: String
    let messagesIntro: String
    let noMessages: String
    let request: String
    let answer: String
    let continueToPayment: String
    let backToShop: String
    let notFound: String
    let notFoundDetail: String
}

extension PageText {
    init(_ language: Language) {
        switch language {
        case .english: self = Self.english
        case .korean: self = Self.korean
        }
    }

    private static let english = PageText(
        banner: "Demo shop. Nothing is for sale and no money moves.",
        buySynchronous: "Buy (synchronous checkout)",
        buyAsynchronous: "Buy (asynchronous checkout)",
        viewProduct: "Buy from the product page (external checkout)",
        externalIntro: "The button below comes from the gateway’s script. It skips the order form.",
        noButton: "The gateway’s script could not be loaded. Is the gateway running?",
        productsHeading: "Today in the shop",
        intro: "Buy something and follow each message between the mall, the gateway and your browser.",
        recentOrders: "Recent orders",
        order: "Order",
        product: "Product",
        amount: "Amount",
        remaining: "Remaining",
        cancellationsHeading: "Cancellations",
        cancelAll: "Cancel all",
        cancelPart: "Cancel part",
        stepsHeading: "So far",
        messagesHeading: "Messages",
        messagesIntro: "In the order in which they were sent. Hashes and payment keys are shortened.",
        noMessages: "Nothing has been sent yet.",
        request: "Request",
        answer: "Answer",
        continueToPayment: "Go to the payment page",
        backToShop: "Back to the shop",
        notFound: "There is no such page",
        notFoundDetail: "Orders are forgotten when the sandbox is started again."
    )

    private static let korean = PageText(
        banner: "데모 쇼핑몰입니다. 실제로 판매하지 않으며 돈이 오가지 않습니다.",
        buySynchronous: "구매하기 (동기 결제)",
        buyAsynchronous: "구매하기 (비동기 결제)",
        viewProduct: "상품 페이지에서 구매하기 (외부 결제)",
        externalIntro: "아래 버튼은 게이트웨이의 스크립트가 만든 것으로, 주문서 작성 없이 결제합니다.",
        noButton: "게이트웨이의 스크립트를 불러오지 못했습니다. 게이트웨이가 실행 중인가요?",
        productsHeading: "오늘의 상품",
        intro: "상품을 구매하면 쇼핑몰, 게이트웨이, 브라우저가 주고받는 메시지를 하나씩 볼 수 있습니다.",
        recentOrders: "최근 주문",
        order: "주문번호",
        product: "상품",
        amount: "금액",
        remaining: "남은 금액",
        cancellationsHeading: "취소 내역",
        cancelAll: "전체 취소",
        cancelPart: "부분 취소",
        stepsHeading: "진행 상황",
        messagesHeading: "메시지",
        messagesIntro: "보낸 순서대로 표시합니다. 해시와 결제 키는 줄여서 보여 줍니다.",
        noMessages: "아직 보낸 메시지가 없습니다.",
        request: "요청",
        answer: "응답",
        continueToPayment: "결제 페이지로 이동",
        backToShop: "쇼핑몰로 돌아가기",
        notFound: "페이지를 찾을 수 없습니다",
        notFoundDetail: "샌드박스를 다시 시작하면 이전 주문은 사라집니다."
    )
}
