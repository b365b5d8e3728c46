from apps.accounts.models import Account
from apps.courses.models import Course
from apps.news.models import Article
from routers.home_router import HomeRouter
from yggdrasil.cqrs.receipts import CommandReceipt


class TestAllowRelation:
    def test_is_for_documents_of_one_home(self):
        router = HomeRouter()

        assert router.allow_relation(Course, Course)
        assert router.allow_relation(Article, CommandReceipt)
        assert not router.allow_relation(Account, Course)
